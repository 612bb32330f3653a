package farm

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"
)

// Server serves a farm on all addresses of 127.0.0.0/8, with and without TLS.
type Server struct {
	Ports Ports
	// Authority is the certificate, in PEM, that the farm's own are signed with.
	Authority []byte

	plain, secure net.Listener
	server        *http.Server
}

// Listen opens a farm's ports. It takes requests from this machine only.
func Listen(handler http.Handler) (*Server, error) {
	authority, err := newAuthority()
	if err != nil {
		return nil, fmt.Errorf("make an authority for certificates: %w", err)
	}
	s := &Server{
		Authority: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: authority.certificate.Raw}),
		server: &http.Server{
			Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
			ErrorLog: log.New(io.Discard, "", 0), // clients that give up on the slow feeds
		},
	}
	if s.plain, err = listen(); err != nil {
		return nil, err
	}
	if s.secure, err = listen(); err != nil {
		return nil, errors.Join(err, s.plain.Close())
	}
	s.Ports = Ports{HTTP: portOf(s.plain), HTTPS: portOf(s.secure)}
	s.secure = tls.NewListener(s.secure, &tls.Config{GetCertificate: authority.issue, NextProtos: []string{"h2", "http/1.1"}})
	return s, nil
}

// Run serves until the context ends.
func (s *Server) Run(ctx context.Context) error {
	var group errgroup.Group
	group.Go(func() error { return s.server.Serve(s.plain) })
	group.Go(func() error { return s.server.Serve(s.secure) })
	defer context.AfterFunc(ctx, func() { _ = s.server.Close() })()
	if err := group.Wait(); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the farm: %w", err)
	}
	return nil
}

// ownListener takes connections from this machine only.
type ownListener struct{ net.Listener }

func listen() (net.Listener, error) {
	l, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the farm: %w", err)
	}
	return ownListener{l}, nil
}

func portOf(l net.Listener) int { return l.Addr().(*net.TCPAddr).Port }

// Accept refuses whoever comes from elsewhere.
func (l ownListener) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if address, ok := conn.LocalAddr().(*net.TCPAddr); ok && address.IP.IsLoopback() {
			return conn, nil
		}
		_ = conn.Close()
	}
}

// authority signs a certificate for every address that is asked for, all with
// one key.
type authority struct {
	key         *ecdsa.PrivateKey
	certificate *x509.Certificate
}

func newAuthority() (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Farm of made-up feeds"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(0, 1, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(raw)
	return &authority{key, certificate}, err
}

func (a *authority) issue(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	address, ok := hello.Conn.LocalAddr().(*net.TCPAddr)
	if !ok {
		return nil, errors.New("no address to certify")
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), IPAddresses: []net.IP{address.IP},
		NotBefore: a.certificate.NotBefore, NotAfter: a.certificate.NotAfter, KeyUsage: x509.KeyUsageDigitalSignature,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, a.certificate, a.key.Public(), a.key)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: a.key}, nil
}
