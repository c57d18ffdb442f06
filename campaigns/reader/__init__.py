"""Reading a notice or plan from a file into a structured proposal that a person confirms."""
