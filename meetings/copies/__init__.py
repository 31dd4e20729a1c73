"""The original of a released paper: the digitally signed file or the scan, examined and attached beside the release."""
