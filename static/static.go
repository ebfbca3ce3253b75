// Package static embeds the files that the default theme publishes as they are:
// those below assets/ under hashed names, any other under its own. A site's own
// static/ replaces them by name.
package static

import "embed"

// FS holds the folder assets.
//
//go:embed assets
var FS embed.FS
