package build

import (
	"dossier/internal/briefing"
	"dossier/internal/content"
)

// Highest guesses the highest marking of a site's texts, by a glance at how each begins;
// Unmarked where the folder cannot be read. Nothing may rest on it but what is tried first.
func Highest(o Options) briefing.Marking {
	scan, err := content.Look(o.Root, loadOptions(o))
	if err != nil {
		return briefing.Unmarked
	}
	return scan.Highest()
}
