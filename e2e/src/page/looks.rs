//! What the page looks like.

use super::Page;
use crate::{Outcome, settings};
use serde_json::json;
use std::fs;
use std::path::PathBuf;

impl Page {
    /// Gives the page this much room, to the pixel.
    ///
    /// # Errors
    /// The browser can't.
    pub async fn resize(&self, width: u32, height: u32) -> Outcome {
        let room = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        let cdp = self.web().cdp();
        cdp.send_raw("Emulation.setDeviceMetricsOverride", room)
            .await?;
        Ok(())
    }

    /// Prefers `light` or `dark` colours, as a person's system may.
    ///
    /// # Errors
    /// The browser can't.
    pub async fn prefer(&self, colours: &str) -> Outcome {
        let features =
            json!({ "features": [{ "name": "prefers-color-scheme", "value": colours }] });
        let cdp = self.web().cdp();
        cdp.send_raw("Emulation.setEmulatedMedia", features).await?;
        Ok(())
    }

    /// Keeps a picture of what the page shows, and says where.
    ///
    /// # Errors
    /// There is none.
    pub async fn picture(&self, name: &str) -> Outcome<PathBuf> {
        let folder = settings::target().join("screenshots");
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.png"));
        fs::write(&path, self.web().screenshot_as_png().await?)?;
        Ok(path)
    }
}
