//! `token` and `agents`: who may enrol, and who is enrolled.

use super::{CollectorEnd, Context, at, of_store, print, table};
use crate::export::SMALL;
use crate::store::{self, JournalNote, StorePlace, Token, Write, is_made};
use crate::{clock, secret};
use clap::ArgMatches;
use ground::lang::Text;
use ground::text;

pub(super) fn token(context: &Context, own: &ArgMatches) -> CollectorEnd {
    let mut store = match own.subcommand_name() {
        Some("new") => {
            let (place, was_made) = (context.place(), is_made(&context.place()));
            let store = context.store_or_new(store::open)?;
            if let StorePlace::Folder(folder) = place
                && !was_made
            {
                let shown = folder.display();
                context.say(&text!("stockage neuf : {shown}", "new store: {shown}"));
            }
            store
        }
        _ => context.store()?,
    };
    match own.subcommand() {
        Some(("new", own)) => {
            let word = secret::fresh().map_err(|error| at("getrandom", &error))?;
            let days: i64 = own.get_one("days").copied().unwrap_or(90);
            let token = Token {
                id: 0,
                hash: secret::hash(&word),
                site: site(own)?,
                uses: own.get_one("uses").copied(),
                used: 0,
                expires: clock::now() + days * 86_400,
                revoked: false,
            };
            store.commit(&[Write::Token(token)]).map_err(|fault| of_store(&fault))?;
            print(&word);
        }
        Some(("list", _)) => {
            let now = clock::now();
            let headings = ["number", "site", "uses", "used", "expires", "state"];
            let tokens = store.tokens().map_err(|fault| of_store(&fault))?;
            table(&headings, tokens, |out, token| {
                let state = match (token.revoked, token.is_good(now)) {
                    (true, _) => "revoked",
                    (_, true) => "good",
                    _ => "over",
                };
                out.number(token.id as f64).text(&token.site);
                out.maybe(token.uses.map(|uses| uses as f64)).number(token.used as f64);
                out.text(&clock::stamp(token.expires)).text(state);
            });
        }
        Some(("revoke", own)) => {
            let id: i64 = own.get_one("number").copied().unwrap_or(0);
            let tokens = store.tokens().map_err(|fault| of_store(&fault))?;
            let token = tokens.into_iter().find(|token| token.id == id).ok_or_else(|| {
                text!(
                    "aucun jeton n’a le numéro {id} ; voir « token list »",
                    "no token has the number {id}; see `token list`"
                )
            })?;
            if token.revoked {
                context.say(&text!(
                    "le jeton {id} est déjà révoqué : rien n’est changé",
                    "the token {id} is revoked already: nothing is changed"
                ));
                return Ok(());
            }
            let note = JournalNote::now("revoked", format!("token {id}"));
            store.commit(&[Write::Revoke(id), note]).map_err(|fault| of_store(&fault))?;
        }
        _ => {}
    }
    Ok(())
}

/// The site of a token: a name that people can read, and that is no other's.
fn site(own: &ArgMatches) -> Result<String, Text> {
    let named = own.get_one::<String>("site").map_or("", |site| site.trim());
    if named.is_empty() || named.contains(char::is_control) {
        return Err(text!(
            "--site : donnez le nom du site, sur une ligne et sans caractère de contrôle",
            "--site: give the site's name, on one line and without control characters"
        ));
    }
    if named.eq_ignore_ascii_case(SMALL) {
        return Err(text!(
            "--site : « {named} » nomme les groupes de moins de cinq machines réunis ; donnez un \
             autre nom",
            "--site: `{named}` names the groups of fewer than five machines together; give another \
             name"
        ));
    }
    Ok(named.to_owned())
}

pub(super) fn agents(context: &Context, own: &ArgMatches) -> CollectorEnd {
    let mut store = context.store()?;
    let agents = store.agents().map_err(|fault| of_store(&fault))?;
    match own.subcommand() {
        Some(("list", _)) => {
            table(&["agent", "site", "token", "enrolled", "state"], agents, |out, agent| {
                let state = match (agent.closed, agent.used) {
                    (true, _) => "closed",
                    (_, true) => "in use",
                    _ => "new",
                };
                out.text(agent.id.as_str()).text(&agent.site).number(agent.token as f64);
                out.text(&clock::stamp(agent.enrolled)).text(state);
            });
        }
        Some(("revoke", own)) => {
            let name = own.get_one::<String>("agent").cloned().unwrap_or_else(String::new);
            let found = agents.into_iter().find(|agent| agent.id.as_str() == name);
            let agent = found.ok_or_else(|| unknown(&name))?;
            if agent.closed {
                context.say(&text!(
                    "l’agent {name} est déjà révoqué : rien n’est changé",
                    "the agent {name} is revoked already: nothing is changed"
                ));
                return Ok(());
            }
            let note =
                JournalNote::now("revoked", format!("agent {}", JournalNote::short(&agent.id)));
            store.commit(&[Write::Close(agent.id), note]).map_err(|fault| of_store(&fault))?;
        }
        _ => {}
    }
    Ok(())
}

/// An agent that is not enrolled.
pub(super) fn unknown(name: &str) -> Text {
    text!(
        "aucun agent ne porte le nom {name} ; voir « agents list »",
        "no agent has the name {name}; see `agents list`"
    )
}
