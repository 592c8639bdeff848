//! Settings of the installation.

use crate::capability::{Permit, Route};
use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::settings;
use crate::web::answer::{render, render_invalid, see_other};
use crate::web::{FormPairs, Page};
use askama::Template;
use axum::response::{IntoResponse, Response};
use siaga_access::Action;

const PATH: &str = "/pengelolaan/pengaturan";

pub(crate) fn routes() -> Vec<Route> {
    let manage = Permit::May(Action::SettingManage);
    vec![Route::get(PATH, manage, show), Route::post(PATH, manage, change)]
}

#[derive(Template)]
#[template(path = "platform/settings.html")]
struct SettingsPage {
    page: Page,
    settings: Vec<Shown>,
}

struct Shown {
    name: &'static str,
    label: &'static str,
    hint: String,
    value: String,
}

async fn show(ctx: Ctx) -> Result<Response, Problem> {
    ctx.require(Action::SettingManage, &ctx.whole_government())?;
    render(&load(&ctx, None).await?)
}

/// Each setting is a form of its own: a wrong one never keeps the others back.
async fn change(ctx: Ctx, pairs: FormPairs) -> Result<Response, Problem> {
    let Some((name, value)) = pairs.pairs().find(|(name, _)| !name.starts_with('_')) else {
        return Ok(see_other(PATH).into_response());
    };
    match settings::set(&ctx, name, value).await {
        Ok(()) => Ok(see_other(PATH).saying(ctx.text("settings-saved", &[])).into_response()),
        Err(problem) => {
            let mut shown = load(&ctx, Some((name, value))).await?;
            shown.page.add_problem(&problem);
            render_invalid(&shown)
        }
    }
}

async fn load(ctx: &Ctx, typed: Option<(&str, &str)>) -> Result<SettingsPage, Problem> {
    let mut shown = Vec::new();
    for decl in &ctx.app.contributions.settings {
        let value = match typed.filter(|(name, _)| *name == decl.name) {
            Some((_, value)) => value.to_owned(),
            None => settings::value(ctx, decl).await?,
        };
        let hint = format!("{}-hint", decl.label);
        shown.push(Shown { name: decl.name, label: decl.label, hint, value });
    }
    Ok(SettingsPage { page: Page::new(ctx, "settings-title"), settings: shown })
}
