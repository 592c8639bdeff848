//! The router of the people's listener: every route of every capability behind its guard.

use crate::capability::{Capability, FORM_LIMIT, NavEntry, Permit, Route};
use crate::ctx::App;
use crate::locale::Locale;
use crate::metrics::RequestLabels;
use crate::people_source::PeopleSource;
use crate::problem::{Problem, ProblemKind};
use crate::web::client::Client;
use crate::web::failure::{self, Reader};
use crate::web::guard::{Guard, RequestId, guard, is_api};
use crate::web::{assets, headers};
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// How the people's listener is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebConfig {
    /// Whether browsers reach it over https: cookies are then bound to the host and https is
    /// remembered. Plain http is for the demonstration and for loopback.
    pub secure: bool,
    /// Longest time for an answer to begin.
    pub request_timeout: Duration,
    /// Longest time for a body to arrive.
    pub body_timeout: Duration,
    /// The reverse proxy whose last hop in `X-Forwarded-For` is the address of the client. Nobody else is
    /// believed.
    pub trusted_proxy: Option<IpAddr>,
}

impl Default for WebConfig {
    fn default() -> Self {
        Self {
            secure: true,
            request_timeout: Duration::from_secs(30),
            body_timeout: Duration::from_secs(120),
            trusted_proxy: None,
        }
    }
}

/// Paths that an account which must set a new password may use before it has.
const BEFORE_NEW_PASSWORD: [&str; 3] = ["/akun", "/akun/kata-sandi", "/keluar"];

/// Returns the router with all routes of the capabilities, each behind its guard.
///
/// # Panics
/// When two capabilities bring the same method and path: a fault that the first start shows.
pub fn router(app: App, capabilities: &[Capability], config: WebConfig) -> Router {
    let shown = Shown {
        nav: capabilities.iter().flat_map(|capability| capability.nav.clone()).collect(),
        people: capabilities.iter().find_map(|capability| capability.people),
    };
    let mut router: Router<App> = Router::new()
        .route(&format!("{}/{{hash}}/{{*name}}", assets::PREFIX), axum::routing::get(assets::serve));
    let everything = capabilities.iter().flat_map(|capability| &capability.routes);
    for route in everything {
        let guard_of_route = guard_of(&app, &shown, config, route);
        let handler = route.handler.clone().route_layer(from_fn_with_state(guard_of_route, guard));
        router = router.route(route.path, handler);
    }
    let unknown = Route::get("/", Permit::Public, unknown_path);
    let unknown_guard = Guard { body_limit: FORM_LIMIT, ..guard_of(&app, &shown, config, &unknown) };
    let outer = Outer { app: app.clone(), config };
    let document = Arc::new(openapi(capabilities));
    router
        .layer(axum::Extension(document))
        .fallback_service(
            axum::routing::any(unknown_path)
                .layer(from_fn_with_state(unknown_guard, guard))
                .with_state(app.clone()),
        )
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(from_fn_with_state(outer, outermost))
        .layer(CompressionLayer::new())
        .with_state(app)
}

/// What capabilities bring to the pages of others.
struct Shown {
    nav: Arc<[NavEntry]>,
    people: Option<PeopleSource>,
}

fn guard_of(app: &App, shown: &Shown, config: WebConfig, route: &Route) -> Guard {
    Guard {
        app: app.clone(),
        nav: Arc::clone(&shown.nav),
        people: shown.people,
        permit: route.permit,
        body_limit: route.body_limit,
        body_timeout: config.body_timeout,
        secure: config.secure,
        is_api: is_api(route.path),
        before_new_password: BEFORE_NEW_PASSWORD.contains(&route.path),
    }
}

async fn unknown_path() -> Problem {
    Problem::missing("platform.page_missing")
}

/// The panic hook has told the log where; the reader only hears the number of the incident.
fn after_panic(_panic: Box<dyn std::any::Any + Send>) -> Response {
    Problem::broken("a handler panicked").into_response()
}

#[derive(Debug, Clone)]
struct Outer {
    app: App,
    config: WebConfig,
}

/// Around everything: request id, time limit, last resort for problems, headers, log, counter.
async fn outermost(State(outer): State<Outer>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = hex::encode(outer.app.ids.secret::<8>());
    let method = request.method().clone();
    let wants_json = is_api(request.uri().path());
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let client = Client::of(request.headers(), request.extensions(), outer.config.trusted_proxy);
    request.extensions_mut().insert(client);
    request.extensions_mut().insert(RequestId(id.clone()));
    let limit = outer.config.request_timeout + outer.config.body_timeout;
    let response = match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::new(ProblemKind::Busy, "platform.slow").into_response(),
    };
    let reader = Reader {
        app: &outer.app,
        ctx: None,
        locale: Locale::default(),
        request_id: &id,
        wants_json,
        come_back: None,
    };
    let mut response = failure::write(&reader, response);
    headers::add(&mut response, &id, outer.config.secure);
    let route = route.unwrap_or_else(|| "none".to_owned());
    let status = response.status().as_u16();
    let duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    let address = client.address.map(tracing::field::display);
    tracing::info!(
        %method, route, status, duration_ms, client.address = address, request.id = id, "a request was answered"
    );
    outer.app.metrics.requests.get_or_create(&RequestLabels { route, status }).inc();
    response
}

/// Returns the OpenAPI document of all capabilities as one.
pub fn openapi(capabilities: &[Capability]) -> utoipa::openapi::OpenApi {
    let info = utoipa::openapi::InfoBuilder::new()
        .title("Siaga")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some("API Siaga: kehadiran pegawai pemerintah daerah."))
        .build();
    let mut document = utoipa::openapi::OpenApiBuilder::new().info(info).build();
    for part in capabilities.iter().filter_map(|capability| capability.openapi) {
        document.merge(part());
    }
    document
}
