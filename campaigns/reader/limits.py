"""How much is read at most. A notice has some four thousand characters; these bounds keep hostile files harmless."""

MB = 1024 * 1024
FILE = 20 * MB  # bytes of a file with pictures
TEXT_FILE = MB  # bytes of plain text
MARKUP = 6 * MB  # bytes of a Word document's unpacked text; its tree takes some ten times as much
PARTS = 5_000  # entries of a package
CHARACTERS = 100_000  # of text that is analysed
LINES = 4_000
LINE = 20_000  # characters of one line
PAGES = 60
PDF_SECONDS, PDF_MEMORY = 4, 190 * MB  # of the child that unpacks a PDF
OFFICE_SECONDS = 40  # LibreOffice starts slowly; only genuine old Word files get that far
