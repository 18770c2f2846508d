"""What metadata declares about a picture's origin: parsers only, no judgement. The checks judge."""
