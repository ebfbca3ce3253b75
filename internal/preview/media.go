package preview

import (
	"path"
	"strings"
)

// htmlType is the media type of the pages into which something is put.
const htmlType = "text/html; charset=utf-8"

// mediaType gives the type of a file by its name, as static hosts do and whatever
// this machine has been told of types.
func mediaType(name string) string {
	if strings.HasSuffix(name, "/") {
		return htmlType
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm":
		return htmlType
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".xml":
		return "application/xml"
	case ".txt", ".md", ".bib", ".ris":
		return "text/plain; charset=utf-8"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".pdf":
		return "application/pdf"
	case ".wasm":
		return "application/wasm"
	}
	return pictureType(name)
}

// pictureType gives the types of what is looked at, heard or set in.
func pictureType(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".avif":
		return "image/avif"
	case ".ico":
		return "image/vnd.microsoft.icon"
	case ".woff2":
		return "font/woff2"
	case ".woff":
		return "font/woff"
	case ".ttf":
		return "font/ttf"
	case ".otf":
		return "font/otf"
	case ".mp4":
		return "video/mp4"
	case ".webm":
		return "video/webm"
	case ".mp3":
		return "audio/mpeg"
	}
	return "application/octet-stream"
}

// isHTML reports whether a media type is that of pages.
func isHTML(media string) bool { return strings.HasPrefix(media, "text/html") }
