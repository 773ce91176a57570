"""A digital audio workstation: record takes, mix them, master them, bounce a stereo file."""
