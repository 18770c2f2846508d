"""Letters that people send: filled from records, blanks marked, attachments listed. No letter is sent from here."""
