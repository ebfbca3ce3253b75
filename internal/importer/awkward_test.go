package importer

// awkward are reports whose pieces are easily taken for something else.
var awkward = []string{
	"A\n\nb [1]\n\n[1] <https://www.example.org/a.>, \"https://x.example.org/(b)\" example.org/c\\_d; https://example.org/e|f\n",
	"A\n\n## h [1]\n\n**b** [1]: c\n[1]: d\n\nReferences\n1. a\n\nfurther\n\n2. b\n",
	"A\n\n    indented [1]\n\n\tt\r\nb\rc\u00a0d\n\nNotes\n[1]@key and [@key] ^[x]\n",
	"A\n\n| a | b |\n| --- | --- |\n| c[1] | `d` |\n\n[1] www.example.org/a_b_c_, https://web.archive.org/web/20180102030405/http://example.org/\n",
	"A\n\n- a [1]\n- b\n\n1. c\n2. d (see [1], [2])\n\n[1] hxxp://example[.]org\n[2] mailto:a@example.org https://user:word@example.org/\n",
	"A\n\n![p](q) r <!-- s --> <!-- t\n\n--> u [1]\n\n[1] [t](https://example.org/a_(b)) & [u] (https://example.org/c)\n",
	"A\n\na¹ b²\n\nEndnotes\n¹ x\n² y\n",
	"tlp: red\n\nTLP:AMBER TLP RED TLP-GREEN tlp:amber+strict\n",
	"A\n\n~~~\na\n~~~\n\n```\nb\n```\n\n***\n\n___\n\n+ c\n\n> d\n\n<div>e</div>\n\n[f]: g\n\n[h]: https://example.org/h\n",
	"A\n\na\\\n*b\\*c*\\_d\\[1] &#65; &lt; $x$ a*b*c __d__ e_f_g\n\n[1] a*b*c _d_ `e` <f> &amp; \\* https://example.org/*x*_y_\n",
	"A\n\na[1][2] ([1]) ( [2] ) [1,2] [1-2]. [2]\n[1]. b\n([1], [2]). C\n\n[1] example.org/a\n[2] example.org/b\n",
	"---> <!-- t\n\n- [1]\n\n1. [1]\n2. b\n\n[1] c\n",
	"Draft: a\n\nb = c\n",
	"A\n\nsummary: a [1]\n\n[1] x\n",
}
