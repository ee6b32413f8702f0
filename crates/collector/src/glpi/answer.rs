//! What their own server would answer, in JSON and in the older XML.

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::read::ZlibEncoder;
use serde_json::{Value, json};
use std::io::Read;

/// The longest answer, in bytes.
const LONGEST: usize = 64 * 1024;

/// Hours until an agent comes again.
const HOURS: u32 = 24;

/// Categories that an agent is told not to gather: what people do on their machines, and what no
/// footprint asks for. A text with commas, as the agent reads it.
const NO_CATEGORY: &str = "accesslog,antivirus,database,environment,firewall,licenseinfo,\
                           local_group,local_user,lvm,modem,network,port,process,provider,\
                           registry,remote_mgmt,rudder,software,usb,user";

/// Tasks that are never asked for.
const DISABLED: [&str; 7] =
    ["netdiscovery", "netinventory", "esx", "collect", "deploy", "wakeonlan", "remoteinventory"];

/// The language that an agent speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Talk {
    Json,
    Xml,
}

impl Talk {
    /// That of an agent that gives its name in a header, or not.
    pub(super) fn of(by_name: bool) -> Self {
        if by_name { Self::Json } else { Self::Xml }
    }

    pub(super) fn ok(self) -> Response {
        match self {
            Self::Json => of_json(StatusCode::OK, &json!({"status": "ok", "expiration": HOURS})),
            Self::Xml => of_xml(
                StatusCode::OK,
                &format!("<RESPONSE>SEND</RESPONSE><PROLOG_FREQ>{HOURS}</PROLOG_FREQ>"),
            ),
        }
    }

    pub(super) fn error(self, status: u16, why: &str) -> Response {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
        let why: String = why.chars().take(250).collect();
        match self {
            Self::Json => {
                let body = json!({"status": "error", "message": why, "expiration": HOURS});
                of_json(status, &body)
            }
            Self::Xml => {
                let why = why.replace(['<', '>', '&', ']'], " ");
                of_xml(status, &format!("<ERROR><![CDATA[{why}]]></ERROR>"))
            }
        }
    }

    /// The store takes nothing now: the agent comes again. Never a fault of the server's.
    pub(super) fn later(self) -> Response {
        let mut response = self.error(429, "nothing can be stored now; come back");
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("300"));
        response
    }
}

fn of_json(status: StatusCode, body: &Value) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (status, kind, Body::from(body.to_string())).into_response()
}

fn of_xml(status: StatusCode, inner: &str) -> Response {
    let text = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<REPLY>{inner}</REPLY>\n");
    (status, [(header::CONTENT_TYPE, "application/xml")], Body::from(text)).into_response()
}

/// To an agent that gave its name: contact at once.
pub(super) fn pending() -> Response {
    of_json(StatusCode::ACCEPTED, &json!({"status": "pending", "expiration": 0}))
}

/// To a contact: an inventory, without what it must not hold.
pub(super) fn contact() -> Response {
    let body = json!({
        "status": "ok",
        "expiration": HOURS,
        "disabled": DISABLED,
        "tasks": {"inventory": {
            "server": "glpi",
            "version": "10.0.17",
            "no-category": NO_CATEGORY,
        }},
    });
    of_json(StatusCode::OK, &body)
}

/// The kind of what OCS's agents send, and are answered: zlib, whatever the kind within.
pub(super) const OCS: &str = "application/x-compress";

/// An answer as OCS's own server gives it.
pub(super) async fn compressed(answer: Response) -> Response {
    let (mut head, body) = answer.into_parts();
    let plain = axum::body::to_bytes(body, LONGEST).await.unwrap_or_else(|_| Bytes::new());
    let mut zlib = Vec::new();
    // Reading from memory does not fail.
    let _ = ZlibEncoder::new(&plain[..], Compression::default()).read_to_end(&mut zlib);
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(OCS));
    Response::from_parts(head, Body::from(zlib))
}

pub(super) fn empty() -> Response {
    of_json(StatusCode::OK, &json!({}))
}

/// Asks for a password; these agents send theirs only then.
pub(super) fn challenge() -> Response {
    let body = json!({
        "status": "error",
        "message": "a password is needed: a site's token, with any user name",
        "expiration": HOURS,
    });
    let mut response = of_json(StatusCode::UNAUTHORIZED, &body);
    // The realm and nothing after it: FusionInventory's agent takes all up to the last quote for it.
    let asked = HeaderValue::from_static("Basic realm=\"empreinte\"");
    response.headers_mut().insert(header::WWW_AUTHENTICATE, asked);
    response
}
