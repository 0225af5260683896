"""Where labels contradict themselves: what looks like slips, ranked, mended or left by one key."""
