"""What an audience is shown, prepared for the templates: what may not be seen never gets here."""
