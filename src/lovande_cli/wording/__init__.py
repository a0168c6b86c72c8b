"""What results and problems say, in words that screens and documents share."""
