"""The engine: session to plan to sound, live and offline, through one compiled `process_block`."""
