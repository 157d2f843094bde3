package identity

import (
	"errors"

	"github.com/haatshop/haat/internal/kit/meter"
)

// LogIns counts log-ins by audience and outcome: opened, refused (a wrong
// password or an unknown account), throttled, no_access, failed.
func (s *Service) LogIns() *meter.Pairs { return &s.logIns }

func (s *Service) countLogIn(audience string, err error) {
	if audience != Store {
		audience = Site
	}
	outcome := "failed"
	switch {
	case err == nil:
		outcome = "opened"
	case errors.Is(err, ErrBadCredentials):
		outcome = "refused"
	case errors.Is(err, ErrTooManyTries):
		outcome = "throttled"
	case errors.Is(err, ErrNoAccess):
		outcome = "no_access"
	}
	s.logIns.Of(audience, outcome).Inc()
}
