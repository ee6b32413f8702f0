//! HTTPS to the collector. What is not its own schema-valid answer is nothing.

use super::gzip;
use crate::agent::{CourierJob, Parcel, SendOutcome};
use crate::lang::AgentText;
use crate::text;
use record::AgentId;
use record::wire::{Ack, Enrol, Enrolled, Refused, Rotate};
use std::time::Duration;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// How long an answer is waited for, from the connection on: a network may swallow it all.
const PATIENCE: Duration = Duration::from_mins(1);
/// The longest answer that is read.
const ANSWER: u64 = 256 * 1024;

/// Where the collector is, and how it is known.
pub struct Courier {
    base: String,
    token: Option<String>,
    client: ureq::Agent,
}

impl std::fmt::Debug for Courier {
    /// Without the token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Courier").field("base", &self.base).finish_non_exhaustive()
    }
}

impl Courier {
    /// A courier to an address: `https://`, or `http://` to this machine alone.
    ///
    /// The certificates believed are the system's, or those of `ca_pem` where it is given. A proxy
    /// is taken from `HTTPS_PROXY`, and `NO_PROXY` heeded.
    ///
    /// # Errors
    /// An address or certificates that cannot be used, and what to do.
    pub fn new(
        base: &str,
        token: Option<String>,
        ca_pem: Option<&[u8]>,
    ) -> Result<Self, AgentText> {
        Self::patient(base, token, ca_pem, PATIENCE)
    }

    /// The same, that waits for no answer longer than told.
    ///
    /// # Errors
    /// As [`Courier::new`].
    pub fn patient(
        base: &str,
        token: Option<String>,
        ca_pem: Option<&[u8]>,
        patience: Duration,
    ) -> Result<Self, AgentText> {
        let base = base.trim_end_matches('/').to_owned();
        if !allowed(&base) {
            return Err(text!(
                "{base} : attendu une adresse https:// (http:// seulement vers cette machine)";
                "{base}: expected an https:// address (http:// only to this machine)"
            ));
        }
        let roots = match ca_pem {
            None => RootCerts::PlatformVerifier,
            Some(pem) => {
                let found: Vec<Certificate<'static>> = parse_pem(pem)
                    .filter_map(|item| match item {
                        Ok(PemItem::Certificate(certificate)) => Some(certificate),
                        _ => None,
                    })
                    .collect();
                if found.is_empty() {
                    return Err(text!(
                        "le fichier de l’autorité ne contient aucun certificat PEM";
                        "the authority's file holds no PEM certificate"
                    ));
                }
                RootCerts::new_with_certs(&found)
            }
        };
        let config = ureq::Agent::config_builder()
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .http_status_as_error(false)
            // A redirection is a portal's, never the collector's.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(patience))
            .max_idle_connections(0)
            .input_buffer_size(16 * 1024)
            .output_buffer_size(16 * 1024)
            .user_agent(concat!("empreinte-agent/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self { base, token, client: config.new_agent() })
    }

    /// Does a job. Never fails: what does not succeed is an outcome like any other.
    pub fn run(&self, job: &CourierJob) -> SendOutcome {
        match job {
            CourierJob::Enrol { agent } => self.enrol(agent),
            CourierJob::Rotate { agent, secret } => {
                let body = Rotate { schema: Rotate::SCHEMA.to_owned(), agent: agent.clone() };
                self.secret("/v1/credential", secret, &body, agent)
            }
            CourierJob::Deliver { parcel, secret, collector } => {
                self.deliver(parcel, secret, collector)
            }
        }
    }

    fn enrol(&self, agent: &AgentId) -> SendOutcome {
        let Some(token) = &self.token else {
            return SendOutcome::Nothing("no enrolment token is configured".to_owned(), None);
        };
        let body = Enrol {
            schema: Enrol::SCHEMA.to_owned(),
            agent: agent.clone(),
            agent_version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        self.secret("/v1/enroll", token, &body, agent)
    }

    fn secret<T: serde::Serialize>(
        &self,
        path: &str,
        bearer: &str,
        body: &T,
        agent: &AgentId,
    ) -> SendOutcome {
        let Ok(body) = serde_json::to_vec(body) else {
            return SendOutcome::Nothing("the request could not be written".to_owned(), None);
        };
        let answer = match self.post(path, bearer, &body, false) {
            Ok(answer) => answer,
            Err(why) => return SendOutcome::Nothing(why, None),
        };
        match Enrolled::parse(&answer.body, agent) {
            Some(enrolled) if matches!(answer.status, 200 | 201) => SendOutcome::Enrolled(enrolled),
            _ => answer.refused(None),
        }
    }

    fn deliver(&self, parcel: &Parcel, secret: &str, collector: &AgentId) -> SendOutcome {
        let Ok(body) = gzip(parcel.body.as_bytes()) else {
            return SendOutcome::Nothing("the records could not be compressed".to_owned(), None);
        };
        let answer = match self.post("/v1/ingest", secret, &body, true) {
            Ok(answer) => answer,
            Err(why) => return SendOutcome::Nothing(why, None),
        };
        match Ack::parse(&answer.body, &parcel.agent, collector) {
            Some(ack) if answer.status == 200 => SendOutcome::Acked(ack),
            _ => answer.refused(Some(collector)),
        }
    }

    fn post(
        &self,
        path: &str,
        bearer: &str,
        body: &[u8],
        zipped: bool,
    ) -> Result<HttpAnswer, String> {
        // A library's word can be long; its start says what it is about.
        let nothing = |error: ureq::Error| error.to_string().chars().take(160).collect::<String>();
        let mut request = self
            .client
            .post(format!("{}{path}", self.base))
            .header("Content-Type", "application/json")
            .header("Authorization", format!("Bearer {bearer}"));
        if zipped {
            request = request.header("Content-Encoding", "gzip");
        }
        let mut response = request.send(body).map_err(nothing)?;
        let wait = response
            .headers()
            .get("Retry-After")
            .and_then(|value| value.to_str().ok()?.trim().parse::<u64>().ok());
        let status = response.status().as_u16();
        // Cut short, it is no answer: what was committed is acknowledged the next time.
        let read = response.body_mut().with_config().limit(ANSWER).read_to_vec();
        Ok(HttpAnswer { status, wait, body: read.map_err(nothing)? })
    }
}

struct HttpAnswer {
    status: u16,
    wait: Option<u64>,
    body: Vec<u8>,
}

impl HttpAnswer {
    /// The collector's own refusal, or nothing at all.
    fn refused(self, collector: Option<&AgentId>) -> SendOutcome {
        match Refused::parse(&self.body, collector) {
            Some(refused) if self.status >= 400 => SendOutcome::Refused(refused, self.wait),
            _ => {
                let why = format!("status {}, and no answer of the collector's", self.status);
                SendOutcome::Nothing(why, self.wait)
            }
        }
    }
}

/// HTTPS anywhere; plain HTTP within the machine.
fn allowed(base: &str) -> bool {
    if base.len() > "https://".len() && base.starts_with("https://") {
        return true;
    }
    let Some(rest) = base.strip_prefix("http://") else { return false };
    let authority = rest.split('/').next().unwrap_or("");
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => authority.split(':').next().unwrap_or(""),
    };
    matches!(host, "localhost" | "::1")
        || host.starts_with("127.") && host.parse::<std::net::Ipv4Addr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::{Courier, allowed};

    #[test]
    fn plain_http_goes_to_this_machine_only() {
        for address in
            ["https://c.example", "http://127.0.0.1:8080", "http://[::1]:1", "http://localhost/x"]
        {
            assert!(allowed(address), "{address}");
        }
        for address in [
            "http://c.example",
            "http://127.0.0.1.example",
            "http://127.evil",
            "ftp://x",
            "",
            "https://",
        ] {
            assert!(!allowed(address), "{address}");
        }
    }

    #[test]
    fn a_file_without_certificates_is_said() {
        let said = Courier::new("https://c.example", None, Some(b"hello")).unwrap_err();
        assert!(said.fr.contains("certificat") && said.en.contains("certificate"));
    }
}
