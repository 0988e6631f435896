import {App} from './app';

const root = document.getElementById('app');
if (!root) throw new Error('the page has no place for the app');

/** The one script address that this page may load from code: Trusted Types name it. */
function workerUrl(): string {
  const policy = window.trustedTypes?.createPolicy('attune', {createScriptURL: url => url});
  return (policy?.createScriptURL('/worker.js') ?? '/worker.js') as unknown as string;
}

/** Phones that are short of room ask nobody before they clear a page's storage; this one asks to be spared. */
function keepStorage() {
  void navigator.storage?.persist?.();
}

void new App(root).start().then(keepStorage);
void navigator.serviceWorker?.register(workerUrl(), {updateViaCache: 'none'});
