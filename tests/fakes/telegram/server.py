"""The HTTP side: addresses, faults, and answers as Telegram writes them. What a method does lies in `methods/`."""

import asyncio
import inspect
import json
import time
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .errors import Refused
from .faults import Fault
from .methods import METHODS, Asked, Method, Remarked, Written
from .parameters import Parameters, read_parameters
from .record import Call, meant

if TYPE_CHECKING:
    from .town import FakeTelegram

SHUTDOWN_SECONDS = 0.05
LARGEST_BODY = 60 * 1024 * 1024
JSON = {"Content-Type": "application/json"}


class Server:
    """Serves one town on one port."""

    def __init__(self, town: "FakeTelegram"):
        self._town = town
        self._runner: web.ServerRunner | None = None
        self._stopping = asyncio.Event()
        self.port = 0
        self.host = "127.0.0.1"

    async def start(self, host: str, port: int) -> None:
        self._stopping = asyncio.Event()
        server = web.Server(self._serve, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=SHUTDOWN_SECONDS)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port, backlog=1024, reuse_address=True).start()
        self.host, self.port = self._runner.addresses[0][:2]

    async def stop(self) -> None:
        self._stopping.set()
        self._town.updates.interrupt("the fake is stopping")
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/bot"):
            token, _, method = path[4:].partition("/")
            return await self._answer(request, token, method)
        if path.startswith("/file/bot"):
            return self._download(path.removeprefix("/file/bot"))
        if path.startswith("/control/") and self._town.control is not None:
            return await self._town.control.serve(request)
        return write(Refused(404, "Not Found").body(), 404)

    async def _answer(self, request: web.BaseRequest, token: str, method: str) -> web.StreamResponse:
        town = self._town
        try:
            params = await read_parameters(request)
        except Refused as refused:
            return write(refused.body(), refused.code)
        call = Call(method, params.raw, params.files, town.clock.time(), time.perf_counter())
        town.record.calls.append(call)
        latency, fault = town.faults.strike(method, call.chat_id)
        if latency:
            await asyncio.sleep(latency)
        if fault is not None:
            return await self._suffer(fault, call, params, token, request)
        body, text = await self.perform(method, params, token)
        call.took_effect = body["ok"]
        call.finish(body, 200 if body["ok"] else body["error_code"], town.clock.time())
        return web.Response(body=text.encode(), status=call.status, headers=JSON)

    async def perform(self, method: str, params: Parameters, token: str) -> tuple[dict[str, Any], str]:
        """Carry out one call; gives Telegram's answer, and the same as JSON."""
        try:
            self._town.check_token(token)
            deed = _method(method)
            if self._town.limits is not None:
                self._town.limits.check(method.lower(), meant("chat_id", params.raw.get("chat_id")))
            result = deed(Asked(params, self._town))
            if inspect.isawaitable(result):
                result = await result
        except Refused as refused:
            body = refused.body()
            return body, json.dumps(body)
        if isinstance(result, Written):
            return {"ok": True, "result": result.value}, f'{{"ok":true,"result":{result.text}}}'
        body = {"ok": True, "result": result}
        if isinstance(result, Remarked):
            body = {"ok": True, "result": result.value, "description": result.remark}
        return body, json.dumps(body)

    async def _suffer(
        self, fault: Fault, call: Call, params: Parameters, token: str, request: web.BaseRequest
    ) -> web.StreamResponse:
        """What a fault makes of the call; `answer` in the record is what Telegram would have said."""
        call.fault = fault.kind
        body: dict[str, Any] = {}
        if fault.takes_effect:
            body, _ = await self.perform(call.method, params, token)
            call.took_effect = body["ok"]
        if fault.kind in {"refuse", "too many requests"}:
            refused = self._town.faults.refusal_of(fault)
            call.finish(refused.body(), refused.code, self._town.clock.time())
            headers = (
                {"Retry-After": str(refused.parameters["retry_after"])}
                if fault.kind != "refuse" and refused.parameters
                else {}
            )
            return write(refused.body(), refused.code, headers)
        if fault.kind == "late":
            await asyncio.sleep(fault.seconds)
            call.finish(body, 200 if body["ok"] else body["error_code"], self._town.clock.time())
            return write(body, call.status)
        if fault.kind in {"server error", "empty"}:
            call.finish(body, fault.status, self._town.clock.time())
            return web.Response(text=fault.body, status=fault.status, content_type="text/html")
        call.answer = body
        if fault.kind == "silence":
            await self._stopping.wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    def _download(self, path: str) -> web.StreamResponse:
        token, _, name = path.partition("/")
        stored = self._town.world.files.by_path.get(name)
        try:
            self._town.check_token(token)
        except Refused as refused:
            return write(refused.body(), refused.code)
        if stored is None:
            return write(Refused(404, "Not Found").body(), 404)
        return web.Response(body=stored.content, content_type="application/octet-stream")


def _method(name: str) -> Method:
    deed = METHODS.get(name.lower())
    if deed is None:
        raise Refused(404, "Not Found: method not found")
    return deed


def write(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(body=json.dumps(body).encode(), status=status, headers={**JSON, **(headers or {})})
