package picture

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

// cleanRef gives what remains of an address: one of a part of the picture as it
// is, of an embedded picture that picture once cleaned, of any other nothing.
func cleanRef(element, ref string) (string, error) {
	ref = strings.TrimSpace(ref)
	if strings.HasPrefix(ref, "#") {
		return ref, nil
	}
	if (element != "image" && element != "feImage") || len(ref) < 5 || !strings.EqualFold(ref[:5], "data:") {
		return "", nil
	}
	media, coded, ok := strings.Cut(ref[5:], ",")
	media, base := strings.CutSuffix(strings.ToLower(media), ";base64")
	if !ok || !base {
		return "", errors.New("an embedded picture that is not in base64")
	}
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(coded), ""))
	if err != nil {
		return "", fmt.Errorf("an embedded picture: %w", err)
	}
	return embed(media, data)
}

// embed cleans an embedded picture. One of SVG is refused: a picture in a picture
// in a picture has no end.
func embed(media string, data []byte) (string, error) {
	for _, f := range formats() {
		if f.media == "image/svg+xml" || !f.is(data) {
			continue
		}
		p, err := f.read(data)
		if err != nil {
			return "", fmt.Errorf("an embedded picture: %w", err)
		}
		return "data:" + f.media + ";base64," + base64.StdEncoding.EncodeToString(p.Data), nil
	}
	return "", fmt.Errorf("an embedded picture of type %q, which is not one of pixels", media)
}

// checkStyle finds in a style sheet or attribute whether it names another file. It
// errs on the side of refusal: CSS is not parsed, so comments and strings count,
// and a backslash, which may hide anything, does when there is an address.
func checkStyle(style string) error {
	low := strings.ToLower(style)
	if strings.Contains(low, `\`) && strings.Contains(low, "(") {
		return errors.New("a style with both a backslash and an address cannot be checked")
	}
	for _, word := range []string{"@import", "image-set(", "src(", "image("} {
		if strings.Contains(low, word) {
			return fmt.Errorf("a style with %q names another file", word)
		}
	}
	for {
		_, after, ok := strings.Cut(low, "url(")
		if !ok {
			return nil
		}
		low = strings.TrimLeft(after, " \t\r\n\f\"'")
		if !strings.HasPrefix(low, "#") && !isFontData(low) {
			return fmt.Errorf("a style names another file: %q", "url("+start(after))
		}
	}
}

// isFontData reports an embedded font, which pictures with text bring along.
func isFontData(s string) bool {
	for _, media := range []string{"font/", "application/font", "application/x-font"} {
		if strings.HasPrefix(s, "data:"+media) {
			return true
		}
	}
	return false
}

func start(s string) string {
	if r := []rune(s[:min(len(s), 160)]); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
