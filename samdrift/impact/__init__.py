"""Who feels it when one falls. Pure: values in, values out."""
