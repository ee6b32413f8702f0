//! `token` and `agents`: who may enrol, and who is enrolled.

use super::{Context, Done, at, of_store, print};
use crate::store::{Done as Made, Note, Token, Write};
use crate::{clock, secret};
use clap::ArgMatches;
use ground::lang::Text;
use ground::text;

pub(super) fn token(context: &Context, own: &ArgMatches) -> Done {
    let mut store = context.store()?;
    match own.subcommand() {
        Some(("new", own)) => {
            let word = secret::fresh().map_err(|error| at("getrandom", &error))?;
            let days: i64 = own.get_one("days").copied().unwrap_or(90);
            let token = Token {
                id: 0,
                hash: secret::hash(&word),
                site: own.get_one::<String>("site").cloned().unwrap_or_else(String::new),
                uses: own.get_one("uses").copied(),
                used: 0,
                expires: clock::now() + days * 86_400,
                revoked: false,
            };
            store.commit(&[Write::Token(token)]).map_err(|fault| of_store(&fault))?;
            print(&word);
        }
        Some(("list", _)) => {
            print("number,site,uses,used,expires,state");
            let now = clock::now();
            for token in store.tokens().map_err(|fault| of_store(&fault))? {
                let state = match (token.revoked, token.is_good(now)) {
                    (true, _) => "revoked",
                    (_, true) => "good",
                    _ => "over",
                };
                let uses = token.uses.map_or_else(String::new, |uses| uses.to_string());
                let site = quoted(&token.site);
                let expires = clock::stamp(token.expires);
                print(&format!("{},{site},{uses},{},{expires},{state}", token.id, token.used));
            }
        }
        Some(("revoke", own)) => {
            let id: i64 = own.get_one("number").copied().unwrap_or(0);
            let note = Note::now("revoked", format!("token {id}"));
            let done =
                store.commit(&[Write::Revoke(id), note]).map_err(|fault| of_store(&fault))?;
            if done.first() == Some(&Made::Deleted(0)) {
                return Err(text!(
                    "aucun jeton n’a le numéro {id}",
                    "no token has the number {id}"
                ));
            }
        }
        _ => {}
    }
    Ok(())
}

pub(super) fn agents(context: &Context, own: &ArgMatches) -> Done {
    let mut store = context.store()?;
    let agents = store.agents().map_err(|fault| of_store(&fault))?;
    match own.subcommand() {
        Some(("list", _)) => {
            print("agent,site,token,enrolled,state");
            for agent in agents {
                let state = match (agent.closed, agent.used) {
                    (true, _) => "closed",
                    (_, true) => "in use",
                    _ => "new",
                };
                let (site, enrolled) = (quoted(&agent.site), clock::stamp(agent.enrolled));
                print(&format!("{},{site},{},{enrolled},{state}", agent.id, agent.token));
            }
        }
        Some(("revoke", own)) => {
            let name = own.get_one::<String>("agent").cloned().unwrap_or_else(String::new);
            let found = agents.into_iter().find(|agent| agent.id.as_str() == name);
            let agent = found.ok_or_else(|| unknown(&name))?;
            let note = Note::now("revoked", format!("agent {}", Note::short(&agent.id)));
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

/// A cell as CSV writes it.
pub(super) fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
