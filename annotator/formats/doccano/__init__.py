"""doccano: texts with spans, relations and labels, in JSON lines."""
