//! Every macro of `macros.html` once, and the open page that hears the news.

use crate::web_stage::web_stage;
use askama::Template;
use axum::body::Body;
use http::{Request, header};
use http_body_util::BodyExt;
use siaga_platform::Problem;
use siaga_platform::web::{Page, Pagination};
use siaga_testkit::each_db;
use tower::ServiceExt;

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "layout.html" %}{% import "macros.html" as ui %}
{% block content %}
<form method="post">{{ ui::csrf(page) }}
{{ ui::input(page, "nip", "ui-next", value, hint = "ui-explain", inputmode = "numeric") }}
{{ ui::input(page, "on", "ui-next", "", kind = "date", optional = true) }}
{{ ui::textarea(page, "reason", "ui-next", value) }}
{{ ui::select(page, "role", "ui-next", options, "b") }}
{{ ui::select(page, "other", "ui-next", pairs, chosen, hint = "ui-explain") }}
{{ ui::radios(page, "kind", "ui-next", options, value) }}
{{ ui::checkbox(page, "sure", "ui-next", true) }}
{{ ui::file(page, "scan", "ui-next", ".pdf,image/*") }}
{{ ui::submit(page, "ui-next") }}</form>
{% call ui::table(page, "Daftar <x>") %}<tbody><tr><th scope="row">{{ value }}</th><td>{{ ui::badge("good", "Hadir") }}</td>
<td>{{ ui::bar(983, "good", value) }}</td></tr></tbody>{% endcall %}
{{ ui::badge("quiet", value) }}
{{ ui::figure("98,39 %", value, note = "x") }}
{{ ui::pagination(page, cut, "/daftar?") }}
{{ ui::empty(page, "ui-next", hint = "ui-explain") }}
{{ ui::explain(page, steps) }}
{% call ui::card(value) %}<p>isi</p>{% endcall %}
{% endblock %}"#
)]
struct Sample {
    page: Page,
    value: String,
    options: Vec<(&'static str, String)>,
    pairs: Vec<(i64, String)>,
    chosen: i64,
    steps: Vec<(String, String)>,
    cut: Pagination,
}

/// The value of an attribute wherever it stands in the page.
fn values_of<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    html.split(&mark).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[tokio::test]
async fn every_macro_gives_labelled_and_escaped_parts() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let problem = Problem::invalid("platform.date").on_field("on");
        let page = Page::new(&stage.ctx, "accounts-title").with_problem(&problem);
        let sample = Sample {
            page,
            value: "<Ani & \"Budi\">".to_owned(),
            options: vec![("a", "Satu".to_owned()), ("b", "Dua".to_owned())],
            pairs: vec![(7, "Tujuh".to_owned()), (8, "Delapan".to_owned())],
            chosen: 8,
            steps: vec![("Nilai".to_owned(), "98,39 %".to_owned())],
            cut: Pagination::new(Some(2), 120),
        };
        let html = sample.render().unwrap();
        assert!(!html.contains("<Ani") && html.contains("&#60;Ani &#38; &#34;Budi&#34;&#62;"), "{html}");
        assert!(!html.contains('«'), "a text is missing: {html}");
        let ids = values_of(&html, "id");
        for reference in values_of(&html, "for") {
            assert!(ids.contains(&reference), "the label for {reference} has no control");
        }
        for reference in values_of(&html, "aria-describedby").iter().flat_map(|ids| ids.split_whitespace()) {
            assert!(ids.contains(&reference), "{reference} describes nothing");
        }
        assert!(html.contains("<title>Kesalahan: Akun – Siaga</title>"), "{html}");
        assert!(html.contains("<a href=\"#f-on\">Tanggal tidak dapat dibaca."), "{html}");
        assert!(html.contains("<option value=\"b\" selected>Dua"), "{html}");
        assert!(html.contains("<option value=\"8\" selected>Delapan"), "{html}");
        assert!(
            html.contains("href=\"/daftar?page=1\"") && html.contains("href=\"/daftar?page=3\""),
            "{html}"
        );
        assert!(!html.contains("style="), "styles inside a page are against the policy");
    })
    .await;
}

#[tokio::test]
async fn an_open_page_hears_the_news_of_its_own_government_only() {
    each_db(|db| async move {
        let stage = web_stage(db).await;
        let request = Request::get("/live").header(header::COOKIE, format!("siaga={}", stage.employee));
        let response = stage.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        assert_eq!(response.headers()[header::CACHE_CONTROL], "no-cache");
        stage.app().live.tell("elsewhere", stage.ctx.government.id + 1);
        stage.app().live.tell("board", stage.ctx.government.id);
        let mut body = response.into_body();
        let frame = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!(String::from_utf8_lossy(&frame), "event: news\ndata: board\n\n");
        assert_eq!(stage.get("/live", None).await.status, http::StatusCode::SEE_OTHER);
    })
    .await;
}
