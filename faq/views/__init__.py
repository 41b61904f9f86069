"""Pages of faq: `public` for whoever asks, `desk` for editors."""
