import assert from 'node:assert/strict';
import {test} from 'node:test';
import {page, type SignedForm} from '../app/paper';

const form: SignedForm = {version: 2, title: 'Taking <part>', language: 'ar', sections: [{id: 'a', heading: 'Tom & Ann', text: 'One\nTwo'}], lateUse: 'It "stays".', sha256: 'ab', signedOn: '2027-03-01'};

test('a form to keep says its language and direction, and no word of it is markup', () => {
  const html = page(form, '<b>Ann</b>');
  assert.ok(html.includes('<html lang="ar" dir="rtl">'));
  assert.ok(html.includes('<h1>Taking &#60;part&#62;</h1>'));
  assert.ok(html.includes('<h2>Tom &#38; Ann</h2><p>One<br>Two</p>'));
  assert.ok(html.includes('It &#34;stays&#34;.'));
  assert.ok(!html.includes('<b>'));
});
