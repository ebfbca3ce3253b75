package preview

import (
	"bytes"
	"embed"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

//go:embed assets/preview.js assets/preview.css assets/desk.css
var assets embed.FS

// answer is the way of every request.
func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	protect(w.Header())
	if no := s.refuse(r); no.status != 0 {
		refuseWith(w, no)
		return
	}
	switch p := r.URL.Path; {
	case p == livePath:
		s.live(w, r)
	case p == viewPath:
		s.view(w, r)
	case strings.HasPrefix(p, assetsPath):
		s.asset(w, r)
	default:
		s.show(w, r)
	}
}

func refuseWith(w http.ResponseWriter, no refusal) {
	if no.status == http.StatusMethodNotAllowed {
		w.Header().Set("Allow", "GET, HEAD")
	}
	w.Header().Set("Connection", "close") // with a body nobody reads
	http.Error(w, no.why, no.status)
}

// show answers with a page or file.
func (s *Server) show(w http.ResponseWriter, r *http.Request) {
	p, err := s.sheet(r.Context(), wish{s.chosen(r), r.URL.Path, r.URL.Query(), true})
	if err != nil {
		return // nobody waits for it
	}
	if p.to != "" {
		w.Header().Set("Location", p.to)
		w.WriteHeader(p.status)
		return
	}
	body := p.Body
	if isHTML(p.Type) {
		body = splice(body, s.ours(p).markup())
	}
	send(w, r, p.status, p.Type, body)
}

// send gives bytes, or the range of them that is asked for.
func send(w http.ResponseWriter, r *http.Request, status int, media string, body []byte) {
	http.NewResponseController(w).SetWriteDeadline(time.Now().Add(answerTime))
	w.Header().Set("Content-Type", media)
	if status == http.StatusOK {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}

// asset answers with a file of the preview's own.
func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	body, err := assets.ReadFile("assets/" + strings.TrimPrefix(r.URL.Path, assetsPath))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	send(w, r, http.StatusOK, mediaType(r.URL.Path), body)
}

// cookie is the name under which a browser keeps the edition it sees. Cookies do not
// tell ports apart, so the name does.
func (s *Server) cookie() string { return "dossier-preview-" + strconv.Itoa(s.port()) }

// chosen gives the edition that a browser sees: the highest until it takes another.
func (s *Server) chosen(r *http.Request) Choice {
	name := ""
	if c, err := r.Cookie(s.cookie()); err == nil {
		name, _ = url.QueryUnescape(c.Value)
	}
	return s.choice(name)
}

// choice gives the choice of a name, or the highest.
func (s *Server) choice(name string) Choice {
	all := s.work.Editions()
	for _, c := range all {
		if c.Name == name {
			return c
		}
	}
	return all[0]
}

// view takes the edition that a browser is to see, and sends it back to its page.
func (s *Server) view(w http.ResponseWriter, r *http.Request) {
	http.NewResponseController(w).SetReadDeadline(time.Now().Add(headTime))
	r.Body = http.MaxBytesReader(w, r.Body, maxHead)
	if err := r.ParseForm(); err != nil {
		refuseWith(w, refusal{http.StatusBadRequest, "this is not what the form sends"})
		return
	}
	c := s.choice(r.PostForm.Get("edition"))
	http.SetCookie(w, &http.Cookie{Name: s.cookie(), Value: url.QueryEscape(c.Name), Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	to := "/"
	if u, err := url.Parse(r.PostForm.Get("to")); err == nil && u.Scheme == "" && u.Host == "" && isPath(u) {
		to = u.RequestURI()
	}
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusSeeOther)
}
