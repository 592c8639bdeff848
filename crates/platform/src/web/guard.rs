//! The guard before every handler: who is it, may they, does the request come from our page, is it
//! small enough.

use crate::capability::{NavEntry, Permit};
use crate::ctx::{Actor, App, Ctx};
use crate::locale::Locale;
use crate::people_source::PeopleSource;
use crate::problem::{Problem, ProblemKind};
use crate::session::{self, LoadedSession};
use crate::web::answer::Flash;
use crate::web::failure::{self, Reader};
use crate::web::form_text::FormPairs;
use crate::web::page::may_use;
use crate::web::scope::{self, Scope};
use crate::web::{cookie, csrf, upload};
use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, HeaderValue, Method, header, request};
use http_body_util::BodyExt;
use std::sync::Arc;
use std::time::Duration;

/// Id of a request, in its answer, in the log and in the audit log.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub(crate) String);

/// What guards one route.
#[derive(Debug, Clone)]
pub(crate) struct Guard {
    pub(crate) app: App,
    pub(crate) nav: Arc<[NavEntry]>,
    pub(crate) people: Option<PeopleSource>,
    pub(crate) permit: Permit,
    pub(crate) body_limit: usize,
    pub(crate) body_timeout: Duration,
    pub(crate) secure: bool,
    pub(crate) is_api: bool,
    /// Whether an account that must set a new password may use the route all the same.
    pub(crate) before_new_password: bool,
}

/// Bytes of a refused body that are still read, so that the sender sees the answer.
const DRAIN_LIMIT: usize = 256 * 1024 * 1024;

/// Runs the handler for who may use it, and writes out the problems of both.
pub(crate) async fn guard(State(mut guard): State<Guard>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    guard.is_api = is_api(parts.uri.path());
    let request_id = parts.extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let come_back = come_back(&guard, &parts);
    let mut reader_locale = Locale::default();
    let visit = match guard.recognise(&parts, &request_id).await {
        Ok(visit) => visit,
        Err(problem) => {
            let reader = guard.reader(None, reader_locale, &request_id, None);
            return failure::write(&reader, axum::response::IntoResponse::into_response(problem));
        }
    };
    reader_locale = visit.ctx.locale;
    let ctx = visit.ctx.clone();
    let new_seed = visit.new_seed.clone();
    let had_flash = visit.scope.flash.is_some();
    let response = scope::within(Arc::clone(&visit.scope), async {
        let admitted = guard.admit(&visit, &mut parts, body).await;
        let response = match admitted {
            Ok(body) => {
                parts.extensions.insert(visit.ctx);
                next.run(Request::from_parts(parts, body)).await
            }
            Err(problem) => axum::response::IntoResponse::into_response(problem),
        };
        let reader = guard.reader(Some(&ctx), reader_locale, &request_id, come_back.as_deref());
        failure::write(&reader, response)
    })
    .await;
    guard.with_cookies(response, new_seed, had_flash)
}

/// What is known of a request before it is admitted.
struct Visit {
    ctx: Ctx,
    scope: Arc<Scope>,
    is_bearer: bool,
    new_seed: Option<String>,
}

impl Guard {
    async fn recognise(&self, parts: &request::Parts, request_id: &str) -> Result<Visit, Problem> {
        let headers = &parts.headers;
        let bearer = if self.is_api { bearer(headers) } else { None };
        let token = bearer.or_else(|| cookie::value(headers, cookie::SESSION, self.secure));
        let session = match token {
            Some(token) => session::load(&self.app, token).await?,
            None => None,
        };
        let mut new_seed = None;
        let csrf = match &session {
            Some(session) => session.csrf.clone(),
            None => self.visitor_csrf(headers, &mut new_seed),
        };
        let must_change_password = session.as_ref().is_some_and(|session| session.must_change_password);
        let mut ctx = self.ctx(session, request_id).await?;
        if let Some(tag) = cookie::value(headers, cookie::LANGUAGE, self.secure) {
            ctx.locale = Locale::from_tag(tag);
        }
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
        let scope = Scope {
            path: parts.uri.path().to_owned(),
            target,
            csrf,
            flash: flash(headers, self.secure).filter(|_| parts.method == Method::GET && !self.is_api),
            must_change_password,
            nav: Arc::clone(&self.nav),
            people: self.people,
            secure: self.secure,
        };
        Ok(Visit { ctx, scope: Arc::new(scope), is_bearer: bearer.is_some(), new_seed })
    }

    /// A visitor's token hangs on a random cookie; the first page sets it.
    fn visitor_csrf(&self, headers: &HeaderMap, new_seed: &mut Option<String>) -> String {
        let seed = match cookie::value(headers, cookie::FORM, self.secure) {
            Some(seed) if !seed.is_empty() => seed.to_owned(),
            _ => {
                let seed = hex::encode(self.app.ids.secret::<16>());
                *new_seed = Some(seed.clone());
                seed
            }
        };
        self.app.secrets.blind_index("csrf-visitor", &seed)
    }

    async fn ctx(&self, session: Option<LoadedSession>, request_id: &str) -> Result<Ctx, Problem> {
        match session {
            Some(session) => Ok(session.ctx(&self.app, request_id.to_owned())),
            None => Ok(Ctx {
                app: self.app.clone(),
                actor: Actor::anonymous(),
                government: session::default_government(&self.app).await?,
                locale: Locale::default(),
                request: request_id.to_owned(),
                law: self.app.law(),
            }),
        }
    }

    /// Returns the body for the handler when the request may pass.
    async fn admit(&self, visit: &Visit, parts: &mut request::Parts, body: Body) -> Result<Body, Problem> {
        let is_safe = matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
        if !is_safe && !visit.is_bearer && !csrf::same_origin(&parts.headers) && !self.is_ambient_free(parts)
        {
            return Err(Problem::forbidden("platform.csrf"));
        }
        self.check_permit(visit)?;
        if is_safe {
            return Ok(body);
        }
        let bytes = self.collect(&parts.headers, body).await?;
        if !visit.is_bearer && !self.is_ambient_free(parts) {
            let given = given_token(&parts.headers, &bytes);
            if !given.is_some_and(|given| csrf::equal(&given, &visit.scope.csrf)) {
                return Err(Problem::forbidden("platform.csrf"));
            }
        }
        Ok(Body::from(bytes))
    }

    fn check_permit(&self, visit: &Visit) -> Result<(), Problem> {
        if !may_use(&visit.ctx, self.permit) {
            if !visit.ctx.actor.is_signed_in() {
                return Err(Problem::new(ProblemKind::SignedOut, "platform.signed_out"));
            }
            let action = match self.permit {
                Permit::May(action) => action.as_str(),
                Permit::Public | Permit::SignedIn => "",
            };
            tracing::warn!(actor = %visit.ctx.actor.reference(), action, "an actor was refused a route");
            return Err(Problem::forbidden("platform.forbidden").with("action", action));
        }
        if visit.scope.must_change_password && !self.before_new_password && self.permit != Permit::Public {
            return Err(Problem::forbidden("platform.must_change_password"));
        }
        Ok(())
    }

    /// A JSON request without any cookie carries nothing that a foreign page could abuse.
    fn is_ambient_free(&self, parts: &request::Parts) -> bool {
        self.is_api && !parts.headers.contains_key(header::COOKIE) && is_json(&parts.headers)
    }

    async fn collect(&self, headers: &HeaderMap, body: Body) -> Result<Bytes, Problem> {
        let announced = headers
            .get(header::CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok())
            .and_then(|text| text.parse::<usize>().ok());
        let collected = tokio::time::timeout(self.body_timeout, self.collect_limited(announced, body));
        collected.await.unwrap_or_else(|_| Err(Problem::new(ProblemKind::Busy, "platform.body_slow")))
    }

    async fn collect_limited(&self, announced: Option<usize>, mut body: Body) -> Result<Bytes, Problem> {
        let mut kept = Vec::new();
        let mut read = 0_usize;
        let is_hopeless = announced.is_some_and(|bytes| bytes > DRAIN_LIMIT);
        while !is_hopeless && read <= DRAIN_LIMIT {
            let Some(frame) = body.frame().await else { break };
            let frame = frame.map_err(|_| Problem::invalid("platform.body_incomplete"))?;
            let Ok(data) = frame.into_data() else { continue };
            read += data.len();
            if read <= self.body_limit {
                kept.extend_from_slice(&data);
            } else {
                kept = Vec::new();
            }
        }
        if is_hopeless || read > self.body_limit {
            let megabytes = self.body_limit.div_ceil(1024 * 1024);
            return Err(
                Problem::new(ProblemKind::TooLarge, "platform.body_too_large").with("megabytes", megabytes)
            );
        }
        Ok(Bytes::from(kept))
    }

    fn reader<'a>(
        &'a self,
        ctx: Option<&'a Ctx>,
        locale: Locale,
        request_id: &'a str,
        come_back: Option<&'a str>,
    ) -> Reader<'a> {
        Reader { app: &self.app, ctx, locale, request_id, wants_json: self.is_api, come_back }
    }

    fn with_cookies(&self, mut response: Response, new_seed: Option<String>, had_flash: bool) -> Response {
        let is_page = response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
        if let Some(seed) = new_seed.filter(|_| is_page) {
            response
                .headers_mut()
                .append(header::SET_COOKIE, cookie::set(cookie::FORM, &seed, None, self.secure));
        }
        let flash = response.extensions_mut().remove::<Flash>();
        if let Some(Flash(text)) = flash {
            let value = URL_SAFE_NO_PAD.encode(text.chars().take(600).collect::<String>());
            response
                .headers_mut()
                .append(header::SET_COOKIE, cookie::set(cookie::FLASH, &value, Some(60), self.secure));
        } else if had_flash && is_page {
            response.headers_mut().append(header::SET_COOKIE, cookie::clear(cookie::FLASH, self.secure));
        }
        response
    }
}

impl<S: Sync> FromRequestParts<S> for Ctx {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut request::Parts, _state: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Problem::broken("a route has no guard"))
    }
}

/// Paths below `/api/` answer JSON.
pub(crate) fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}

fn come_back(guard: &Guard, parts: &request::Parts) -> Option<String> {
    let is_page = parts.method == Method::GET && !guard.is_api;
    is_page.then(|| parts.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned())
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn flash(headers: &HeaderMap, secure: bool) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(cookie::value(headers, cookie::FLASH, secure)?).ok()?;
    String::from_utf8(bytes).ok().filter(|text| !text.is_empty())
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"application/json"))
}

/// The token is in a header, in a field of the form, or in the first part of an upload.
fn given_token(headers: &HeaderMap, body: &[u8]) -> Option<String> {
    if let Some(value) = headers.get(csrf::HEADER) {
        return value.to_str().ok().map(str::to_owned);
    }
    let media_type = headers.get(header::CONTENT_TYPE).map_or(b"".as_slice(), HeaderValue::as_bytes);
    if media_type.starts_with(b"application/x-www-form-urlencoded") {
        return FormPairs::parse(body).first(csrf::FIELD).map(str::to_owned);
    }
    if media_type.starts_with(b"multipart/form-data") {
        return upload::first_part_text(body, csrf::FIELD);
    }
    None
}
