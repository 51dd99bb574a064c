import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Builder, By, Capabilities, Key as Keys, type WebDriver } from 'selenium-webdriver';
import { findWebKit } from '../../src/tools/browsers/findChromium.ts';
import type { Driver, Key, Theme } from './Driver.ts';

const KEYS: Record<Key, string> = {
  Tab: Keys.TAB,
  Enter: Keys.ENTER,
  Escape: Keys.ESCAPE,
  ArrowDown: Keys.ARROW_DOWN,
  Backspace: Keys.BACK_SPACE,
  End: Keys.END,
};
const HEIGHT = 900;
const PATIENCE = 20_000;

/** WebKitGTK's own browser on a screen of its own, over WebDriver; its window goes no narrower than 447 px. */
export async function startWebKit(theme: Theme): Promise<Driver> {
  const port = await freePort();
  const { driver: program, screen } = findWebKit();
  // A group of its own, so that the screen ends with the driver.
  const service = spawn(screen, ['-a', '-s', '-screen 0 1600x1200x24', program, `--port=${port}`], {
    detached: true,
    stdio: 'ignore',
  });
  try {
    return driving(answering(await connect(port, theme)), () => end(service));
  } catch (error) {
    end(service);
    throw error;
  }
}

/** The driver, whose browser counts as gone once it leaves a command without an answer: it crashes so, too. */
function answering(driver: WebDriver): WebDriver {
  const execute = driver.execute.bind(driver);
  const gone = () => new Error('Session terminated: a command was not answered');
  let isGone = false;
  driver.execute = async (command) => {
    if (isGone) throw gone();
    const silence = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      isGone = true;
      silence.reject(gone());
    }, PATIENCE);
    return Promise.race([execute(command), silence.promise]).finally(() => clearTimeout(timer));
  };
  return driver;
}

function driving(driver: WebDriver, ended: () => void): Driver {
  const find = (selector: string) => driver.findElement(By.css(selector));
  const keys = async (text: string) => driver.actions().sendKeys(text).perform();
  return {
    widths: [1280, 450],
    go: (url) => driver.get(url),
    reload: () => driver.navigate().refresh(),
    back: () => driver.navigate().back(),
    async resize(width) {
      await driver.manage().window().setRect({ width, height: HEIGHT });
    },
    ask: (question, ...given) => driver.executeScript(question, ...given),
    async click(selector) {
      await find(selector).click();
    },
    type: keys,
    press: (key) => keys(KEYS[key]),
    control: (letter) => driver.actions().keyDown(Keys.CONTROL).sendKeys(letter).keyUp(Keys.CONTROL).perform(),
    async choose(selector, value) {
      await find(`${selector} option[value="${value}"]`).click();
    },
    async openFile(selector, path) {
      await find(selector).sendKeys(path);
    },
    async close() {
      // One that has crashed has no session to end.
      await driver.quit().catch(() => undefined);
      ended();
    },
  };
}

/** Asks for a session until the driver listens. */
async function connect(port: number, theme: Theme): Promise<WebDriver> {
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { args: ['--automation', ...(theme === 'dark' ? ['--dark-mode'] : [])] },
  });
  for (const from = Date.now(); ; ) {
    try {
      return await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
    } catch (error) {
      if (Date.now() - from > PATIENCE) throw error;
      await new Promise((later) => setTimeout(later, 200));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function end(service: ChildProcess): void {
  if (service.pid !== undefined) process.kill(-service.pid);
}
