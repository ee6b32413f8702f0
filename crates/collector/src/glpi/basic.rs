//! Who sends: any user name, and a site's token as password.

use super::base64;
use crate::api::{App, Denied};
use crate::clock;
use crate::store::{StoreFault, Token};
use axum::http::{HeaderMap, header};

/// Who sends.
pub(super) enum Who {
    /// Somebody of a token's site.
    Site(Token),
    /// Nobody who is known.
    Nobody(Denied),
    /// The store does not say.
    Unknown(StoreFault),
}

pub(super) async fn who(app: &App, headers: &HeaderMap) -> Who {
    let Some(password) = password(headers) else { return Who::Nobody(Denied::Absent) };
    match app.token(&password).await {
        // One whose time is over has the machines that it brought, and no others.
        Ok(Some(token)) if !token.revoked => Who::Site(token),
        Ok(Some(token)) => Who::Nobody(Denied::by(&token, clock::now())),
        Ok(None) => Who::Nobody(Denied::Unknown),
        Err(fault) => Who::Unknown(fault),
    }
}

fn password(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, word) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(word.trim().to_owned());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(base64::bytes(word.trim())?).ok()?;
    text.split_once(':').map(|(_, password)| password.to_owned())
}

#[cfg(test)]
mod tests {
    use super::password;
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn the_password_of_a_header_is_read() {
        let mut headers = HeaderMap::new();
        // `printf 'glpi:s3cret:x' | base64`
        let value = HeaderValue::from_static("Basic Z2xwaTpzM2NyZXQ6eA==");
        headers.insert(header::AUTHORIZATION, value);
        assert_eq!(password(&headers).as_deref(), Some("s3cret:x"));
    }
}
