//! Every macro of `macros.html` once: a template that does not compile fails the build of the tests.

use crate::web::page::{Page, Pagination};
use askama::Template;

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
pub(crate) struct Sample {
    pub(crate) page: Page,
    pub(crate) value: String,
    pub(crate) options: Vec<(&'static str, String)>,
    pub(crate) pairs: Vec<(i64, String)>,
    pub(crate) chosen: i64,
    pub(crate) steps: Vec<(String, String)>,
    pub(crate) cut: Pagination,
}
