"""What one can compute: each operation declared once."""
