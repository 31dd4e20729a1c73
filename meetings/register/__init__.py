"""The register of outgoing papers (sổ đăng ký văn bản đi) of a year, on screen, on paper and as a workbook."""
