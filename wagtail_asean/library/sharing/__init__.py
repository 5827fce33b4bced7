"""What a reader may take along: the files, a print pack, a QR code, a kit to share a work."""
