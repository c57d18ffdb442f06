"""A document on paper: one description in the terms of GB/T 9704-2012, and what writes it as PDF and as Word."""
