// Package source makes of the notes of a briefing the sources that they cite.
package source
