//! Agents of GLPI, `FusionInventory` and OCS: answered as their own server would, at any address.
//!
//! Bodies are known by their first bytes, whatever their headers say. What is kept of a document is
//! what the inventory reads, with pseudonyms in place of serial numbers and names; the rest is
//! dropped while it is read. Once a body is read the answer is never a fault of the server's.

mod answer;
mod base64;
mod basic;
mod edid;
mod paper;

use crate::api::{App, Denied, Door};
use crate::body::{BodyFault, Packing};
use crate::store::{EnrolmentRefusal, MergedPaper, Store, StoreDone, StoreFault, Token, Write};
use crate::writer::WriteFault;
use crate::{clock, log};
use answer::Talk;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::Response;
use basic::{Who, who};
use inventory::AgentDocument;
use paper::{MachineNames, PaperSays};
use record::Code;
use serde::Deserialize;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A body as it comes, and inflated, at most.
const MOST: usize = 8 * 1024 * 1024;
const MOST_INFLATED: usize = 24 * 1024 * 1024;

/// What a JSON body asks for.
#[derive(Deserialize)]
struct GlpiQuery {
    #[serde(default)]
    action: Option<String>,
}

/// Whatever is none of the API's addresses.
pub async fn any(
    State(app): State<Arc<App>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let nothing = || {
        crate::api::refused(&app, StatusCode::NOT_FOUND, Code::Malformed, "no such address", None)
    };
    if app.limits.glpi == Door::Closed || uri.path().starts_with("/v1/") {
        return nothing();
    }
    let by_name = headers.contains_key("glpi-agent-id");
    if method == Method::GET {
        // Old agents ask for a configuration; newer ones whether an answer is ready.
        let config = uri.query().is_some_and(|query| query.contains("getConfig"));
        return match (config, headers.contains_key("glpi-request-id")) {
            (true, _) => answer::empty(),
            (_, true) => Talk::Json.ok(),
            _ => nothing(),
        };
    }
    if method != Method::POST {
        return nothing();
    }
    let token = match who(&app, &headers).await {
        Who::Site(token) => Some(token),
        Who::Nobody(_) if app.limits.glpi == Door::Open => None,
        Who::Nobody(denied) => {
            app.denied.tell(denied);
            return answer::challenge();
        }
        Who::Unknown(fault) => return crate::api::busy(&app, &WriteFault::Store(fault)),
    };
    let body = match app.papers.read(body, MOST).await {
        Ok(body) => body,
        Err(BodyFault::Busy) => return crate::api::body_refused(&app, BodyFault::Busy),
        Err(BodyFault::TooLarge) => return Talk::of(by_name).error(413, "the body is too large"),
        Err(_) => return Talk::of(by_name).error(400, "the body is cut, or too slow"),
    };
    let turn = Arc::clone(&app.documents).acquire_owned().await;
    let Ok(turn) = turn else { return Talk::of(by_name).later() };
    let work = tokio::task::spawn_blocking(move || {
        let packing = Packing::of_start(&body.bytes);
        let heard = packing.inflate(body.bytes, MOST_INFLATED).map(|bytes| read(&bytes));
        // Its turn lasts as long as the work, whether or not whoever asked is still there; and until
        // what was read is kept: a document may be large.
        (heard, turn)
    });
    let (heard, _turn) = match work.await {
        Ok((heard, turn)) => (Ok(heard), Some(turn)),
        Err(broken) => (Err(broken), None),
    };
    let answer = match heard {
        Ok(Ok(HeardDocument::Prolog)) if by_name => answer::pending(),
        Ok(Ok(HeardDocument::Prolog)) => Talk::Xml.ok(),
        Ok(Ok(HeardDocument::Contact)) => answer::contact(),
        Ok(Ok(HeardDocument::Documents(talk, documents))) => {
            keep(&app, talk, documents, token.as_ref(), &headers).await
        }
        Ok(Ok(HeardDocument::Refused(talk, why))) => talk.error(400, &why),
        Ok(Err(BodyFault::TooLarge)) => Talk::of(by_name).error(413, "the body is too large"),
        Ok(Err(_)) => Talk::of(by_name).error(415, "the compression is not known, or broken"),
        Err(_) => Talk::of(by_name).error(400, "the body cannot be read"),
    };
    if is_of_ocs(&headers) { answer::compressed(answer).await } else { answer }
}

/// Whether an agent inflates whatever it is answered. OCS's do; the others send a kind of their own,
/// and read what is not compressed.
fn is_of_ocs(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == answer::OCS)
}

enum HeardDocument {
    Prolog,
    Contact,
    Documents(Talk, Vec<AgentDocument>),
    Refused(Talk, String),
}

fn read(bytes: &[u8]) -> HeardDocument {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let talk = if text.starts_with(b"<") { Talk::Xml } else { Talk::Json };
    if talk == Talk::Xml && query(text).eq_ignore_ascii_case(b"PROLOG") {
        return HeardDocument::Prolog;
    }
    if talk == Talk::Json {
        let asked: Result<GlpiQuery, _> = serde_json::from_slice(text);
        match asked.ok().and_then(|asked| asked.action).as_deref() {
            Some("contact") => return HeardDocument::Contact,
            None | Some("inventory" | "netinventory" | "injector") => {}
            Some(_) => {
                return HeardDocument::Refused(talk, "this action is not supported".to_owned());
            }
        }
    }
    match AgentDocument::parse(text) {
        Ok(documents) => HeardDocument::Documents(talk, documents),
        Err(why) => HeardDocument::Refused(talk, why.en),
    }
}

/// The word between `<QUERY>` and `</QUERY>`.
fn query(text: &[u8]) -> &[u8] {
    let find = |text: &[u8], word: &[u8]| text.windows(word.len()).position(|at| at == word);
    let Some(at) = find(text, b"<QUERY>") else { return b"" };
    let rest = &text[at + 7..];
    find(rest, b"<").map_or(&b""[..], |end| rest[..end].trim_ascii())
}

/// What is kept of a machine before a document of it.
struct MachineBefore {
    /// By the same name.
    known: Option<MergedPaper>,
    /// By other names, which go: the last that came first.
    others: Vec<MergedPaper>,
    /// Of one that does not name itself: the machines that its agent named before.
    named: Vec<MergedPaper>,
}

impl MachineBefore {
    fn of(
        store: &mut dyn Store,
        name: &MachineNames,
        says: &PaperSays,
    ) -> Result<Self, StoreFault> {
        let mut known = store.paper(&name.key)?;
        let (mut named, mut others) = (Vec::new(), Vec::new());
        let own = name.sender.as_deref().map(|sender| store.papers_of(sender));
        for paper in own.transpose()?.into_iter().flatten().filter(|own| own.key != name.key) {
            let Some(then) = PaperSays::of_paper(&paper) else { continue };
            if name.by_agent && then.names() {
                named.push(paper);
            } else if then.is_of_one_with(says) {
                others.push(paper);
            }
        }
        // What is known by its serial number, and of no agent yet, is by it the same.
        if let Some(serial) = &name.serial {
            others.extend(store.paper(serial)?.filter(|paper| paper.sender.is_empty()));
        }
        if named.len() == 1 {
            others.extend(known.take());
        }
        others.sort_by_key(|paper| std::cmp::Reverse(paper.received));
        Ok(Self { known, others, named })
    }
}

async fn keep(
    app: &App,
    talk: Talk,
    documents: Vec<AgentDocument>,
    token: Option<&Token>,
    headers: &HeaderMap,
) -> Response {
    let agent = headers.get("glpi-agent-id").and_then(|id| id.to_str().ok()).unwrap_or("");
    for mut document in documents {
        let Some(name) = paper::pseudonymise(&mut document, &app.key, agent) else {
            return talk.error(400, "the document does not say which machine it is of");
        };
        // One document of a machine at a time: two at once would each merge into what was before.
        let _alone = app.merging.lock().await;
        let (says, by_agent) = (PaperSays::of(&document), name.by_agent);
        let (key, sender) = (name.key.clone(), name.sender.clone().unwrap_or_else(String::new));
        let Ok(MachineBefore { known, others, named }) =
            app.ask(move |store| MachineBefore::of(store, &name, &says)).await
        else {
            return talk.later();
        };
        let received = clock::now();
        let keys = others.iter().map(|paper| paper.key.clone()).collect();
        let (site, trusted) =
            (token.map_or_else(String::new, |by| by.site.clone()), token.is_some());
        let token_of = token.map(|token| token.id);
        let paper = match named.as_slice() {
            // Its agent told of it by its name: it was heard, and what it said whole stays.
            [one] => MergedPaper { received, site, trusted, token: token_of, ..one.clone() },
            _ if !named.is_empty() || document.is_partial() && by_agent && known.is_none() => {
                // What does not say of which machine it is is none more; its next whole one has it.
                log::event("info", "partial_of_nobody", &serde_json::json!({}));
                continue;
            }
            _ => {
                let before = known.as_ref().or(others.first());
                let firsts = known.iter().chain(&others).map(|paper| paper.first);
                MergedPaper {
                    key,
                    site,
                    first: firsts.min().unwrap_or(Some(received)),
                    received,
                    incomplete: document.is_partial()
                        && before.is_none_or(|paper| paper.incomplete),
                    trusted,
                    token: token_of,
                    sender,
                    body: paper::merged(before, document),
                }
            }
        };
        let Ok(done) = app.writer.write(vec![Write::Bring(paper, keys)]).await else {
            return talk.later();
        };
        match done.first() {
            Some(StoreDone::Refused(EnrolmentRefusal::UsedUp)) => {
                app.denied.tell(Denied::UsedUp);
                return talk.error(403, "this token takes no machine more");
            }
            Some(StoreDone::Refused(EnrolmentRefusal::Taken)) => {
                return talk.error(401, "this machine's documents come with a password");
            }
            Some(StoreDone::Refused(_)) => {
                // Its time is over for machines that are new, or it was taken back meanwhile.
                app.denied.tell(token.map_or(Denied::Absent, |by| Denied::by(by, received)));
                return answer::challenge();
            }
            _ => {}
        }
        app.counts.papers.fetch_add(1, Ordering::Relaxed);
    }
    talk.ok()
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn the_query_of_a_request_is_found_wherever_it_stands() {
        assert_eq!(query(b"<REQUEST><DEVICEID>x</DEVICEID><QUERY>PROLOG</QUERY>"), b"PROLOG");
        assert_eq!(query(b"<REQUEST><QUERY> INVENTORY </QUERY>"), b"INVENTORY");
        assert_eq!(query(b"<QUERY>PROLOG"), b"");
        assert_eq!(query(b"nothing"), b"");
    }
}
