package picture

import "encoding/binary"

// orientation reads tag 0x0112 of the first directory of a TIFF structure, as
// EXIF holds it (Exif 2.32, 4.6.2): 1 to 8, or 0 when there is none.
func orientation(tiff []byte) int {
	var order binary.ByteOrder
	switch {
	case len(tiff) < 8:
		return 0
	case string(tiff[:4]) == "II*\x00":
		order = binary.LittleEndian
	case string(tiff[:4]) == "MM\x00*":
		order = binary.BigEndian
	default:
		return 0
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 0
	}
	entries := tiff[at+2:]
	for n := order.Uint16(tiff[at:]); n > 0 && len(entries) >= 12; n-- {
		if order.Uint16(entries) == 0x0112 {
			return orientationOf(entries, order)
		}
		entries = entries[12:]
	}
	return 0
}

func orientationOf(entry []byte, order binary.ByteOrder) int {
	const short = 3
	v := order.Uint16(entry[8:])
	if order.Uint16(entry[2:]) != short || order.Uint32(entry[4:]) != 1 || v < 1 || v > 8 {
		return 0
	}
	return int(v)
}

// turns reports whether an orientation is another than that of the pixels.
func turns(o int) bool { return o > 1 }

// displayed gives width and height as an orientation turns them.
func displayed(width, height, o int) (int, int) {
	if o >= 5 {
		return height, width
	}
	return width, height
}

// bareEXIF is a TIFF structure that says the orientation and nothing else.
func bareEXIF(o int) []byte {
	return []byte{
		'M', 'M', 0, '*', 0, 0, 0, 8, // the directory follows
		0, 1, // of one entry
		0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(o), 0, 0,
		0, 0, 0, 0, // no further directory
	}
}
