"""UIMA CAS as XMI and as JSON, read and written with dkpro-cassis; the layers of INCEpTION."""
