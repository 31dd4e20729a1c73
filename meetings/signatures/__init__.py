"""What a PDF from outside says and who signed it: read in a child process, without the network, without Django."""
