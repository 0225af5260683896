"""The consistency lens: rules that find where a corpus contradicts itself, and how likely each
finding is a slip."""
