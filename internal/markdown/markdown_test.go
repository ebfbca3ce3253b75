package markdown

import (
	"fmt"
	"testing"
)

func TestX(t *testing.T) {
	src := "Foreign turnout fell.[^scmp]  Also.[^2]  Keyed.[@hrw-2024, p. 3]  Inline.^[<https://time.com/5450141/x>] See [x](/a) and ![pic](a.png) TLP:amber+strict. [^nope] `[^2]` <b>x</b>\n\n## Net[^2] effect\n\n[^scmp]: www.scmp.com/news/china/politics/article/2172045/chinas-top-leaders-absent.   <!-- 1 bare, scheme-less, stray dot -->\n[^2]: [China's vision rings hollow](https://www.bloomberg.com/...), Bloomberg, 2018-11-07. Graded B2.\n[^3]: @hrw-2024 p. 7\n\n    > quote\n\n<!-- a\n\nb -->\n\n| a | b |\n|--:|---|\n| 1[^2] | `x\\|y` | lost |\n"
	d := New(Options{}).Parse([]byte(src), 1)
	fmt.Println(d.Body.HTML)
	for _, n := range d.Notes {
		fmt.Printf("%+v\n", n)
	}
	for _, n := range d.Marks {
		fmt.Printf("%+v\n", n)
	}
	for _, n := range d.Items {
		fmt.Printf("%+v\n", n)
	}
	for _, n := range d.Links {
		fmt.Printf("%+v\n", n)
	}
	for _, n := range d.Diags {
		fmt.Printf("%+v\n", n)
	}
	fmt.Printf("%+v %q %d %+v\n", d.Headings, d.Lead, d.Words, d.Labels)
}
