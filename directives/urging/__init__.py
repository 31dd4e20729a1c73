"""'Công văn đôn đốc': a letter to the units whose orders are late."""
